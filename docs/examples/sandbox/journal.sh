curl "$PLUSOFON_BASE_URL/number" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553"
curl "$PLUSOFON_CONTROL_URL/journal" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN"
