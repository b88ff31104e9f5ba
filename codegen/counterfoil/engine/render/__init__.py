"""Reports, printed for a person or a tool."""
