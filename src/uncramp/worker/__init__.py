"""A limited child process for work that could hang or eat the memory."""
