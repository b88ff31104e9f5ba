"""orders v1: Orders"""
