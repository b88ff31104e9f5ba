"""A provider that can be given faults by name: one API, served over ASGI and over WSGI.

Nothing in it knows counterfoil. It describes for itself what it takes, so that it is a witness of its
own to what the contract beside it says.
"""
