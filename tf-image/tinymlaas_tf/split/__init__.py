"""Which pictures teach, choose and measure."""
