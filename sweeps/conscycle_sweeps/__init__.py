"""Design-space sweeps: many programs on many machines, one table, figures and a report.

`plan` makes a list of runs from a configuration, `batch` runs a part of them, `table` gathers them;
`figures`, `blocks` and `report` show them. Snakemake (`sweeps/Snakefile`) says which of these is
missing, and where it runs.
"""
