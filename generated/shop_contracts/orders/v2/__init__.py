"""orders v2: Orders"""
