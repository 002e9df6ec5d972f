"""The Python API: the same actions for notebooks and scripts, with the clock read where none is given."""
