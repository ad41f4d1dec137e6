curl "$PLUSOFON_CONTROL_URL/faults" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" \
  --json '{"operation": "listNumbers", "example": "too_many_requests", "retry_after": 2}'
curl -i "$PLUSOFON_BASE_URL/number" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553"
