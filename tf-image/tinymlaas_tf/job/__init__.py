"""What is asked for: job.json, its parameters, its stream."""
