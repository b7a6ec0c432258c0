"""Web servers for this machine: who may speak to them, and their sockets."""
