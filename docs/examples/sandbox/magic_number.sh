curl "$PLUSOFON_BASE_URL/number/reserve" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553" \
  --json '{"number": 1999404001, "owner_type": "personal"}'
