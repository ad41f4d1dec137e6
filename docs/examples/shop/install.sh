pip install . ./generated/python pytest
