curl "$PLUSOFON_BASE_URL/number" \
  -H "Authorization: Bearer test-expired-1" -H "Client: 10553"
