"""uncramp: stop the hamstring cramp you have, find out what sets yours off, and prevent the next one."""
