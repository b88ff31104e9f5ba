"""events/order-placed v1: OrderPlaced"""
