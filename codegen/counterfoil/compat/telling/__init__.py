"""What is told of a change: a sentence that names the party and the place, the witness, and a remedy."""
