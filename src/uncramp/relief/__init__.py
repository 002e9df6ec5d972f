"""From triage, cramp and sheets to steps with seconds."""
