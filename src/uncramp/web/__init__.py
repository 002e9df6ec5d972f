"""The web app: thin views over actions."""
