"""Fitting a network on a few hundred pictures so that it works afterwards."""
