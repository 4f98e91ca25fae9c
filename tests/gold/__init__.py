"""Measured quality of search: judged questions, the measures, and the engines that BDP is compared with."""
