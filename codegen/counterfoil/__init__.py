"""counterfoil compiles versioned contracts into code and proves that every service keeps them."""

__version__ = "0.1.0"
