"""Plots of the pictures: profiles, spectra, histograms, energies."""
