"""What was wrong with each parameter, by its name, in a 422."""

ParameterErrors = dict[str, list[str]]
