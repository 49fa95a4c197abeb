"""The life of the process around a job."""
