curl "$PLUSOFON_BASE_URL/number/reserve" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553" \
  --json '{"number": 4951332210, "owner_type": "personal", "short": 1}'
curl "$PLUSOFON_CONTROL_URL/clock/advance" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" \
  --json '{"hours": 1, "seconds": 1}'
curl "$PLUSOFON_BASE_URL/number/reserve" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553"
