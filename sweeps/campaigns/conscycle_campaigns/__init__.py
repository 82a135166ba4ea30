"""Campaigns of verification: what the jobs are, and what their records come to."""
