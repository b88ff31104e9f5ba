"""Values of an operation as a request, and a request as values of an operation.

Nothing is imported here: who compiles a contract asks for shapes alone.
"""
