plusofon-mock
