"""The org chart: roles and the hats people wear, duties, shifts, the history of the chart."""
