curl "$PLUSOFON_CONTROL_URL/seed" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" \
  --json '{"reserved": [4951332210], "owned": ["79309992501"]}'
curl "$PLUSOFON_BASE_URL/number" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553"
