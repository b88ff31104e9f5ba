"""Requests and replies as bytes on a connection, whatever comes."""
