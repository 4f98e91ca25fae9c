"""How fast the search is beside the engines that people would pick instead: python -m tests.benchmarks.search."""
