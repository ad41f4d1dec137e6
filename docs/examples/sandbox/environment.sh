export PLUSOFON_BASE_URL=http://127.0.0.1:8080/api/v1
export PLUSOFON_CONTROL_URL=http://127.0.0.1:8080/_mock
export PLUSOFON_TOKEN=test-me
