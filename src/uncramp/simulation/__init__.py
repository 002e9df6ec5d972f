"""Diaries with known truth, for the sample, the tests, the benchmarks and the power of trials."""
