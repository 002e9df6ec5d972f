"""What happened: record types, the diary of them, and how they are written down."""
