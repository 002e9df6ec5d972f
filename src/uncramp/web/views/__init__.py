"""One file per topic; each view reads the request, calls one action and shows the result."""
