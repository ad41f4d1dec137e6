curl -i "$PLUSOFON_BASE_URL/number" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -H "Client: 10553" \
  -H "Prefer: code=503"
