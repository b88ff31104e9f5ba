"""Whether a version of a contract breaks somebody who keeps to another one: proved, or said to be unknown."""
