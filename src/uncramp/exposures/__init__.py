"""From the diary to what preceded each session and each night."""
