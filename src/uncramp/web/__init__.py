"""The web app: reads the request, calls one action, shows the result."""
