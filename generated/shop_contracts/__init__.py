"""Models, clients and servers, compiled from contracts."""
