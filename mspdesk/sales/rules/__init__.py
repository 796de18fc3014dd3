"""The questions of a worksheet, the stages of the pipeline, and what each of them asks for."""
