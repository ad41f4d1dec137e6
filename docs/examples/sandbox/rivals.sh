for name in alice bob; do
  curl "$PLUSOFON_BASE_URL/number/reserve" \
    -H "Authorization: Bearer test-team:$name" -H "Client: 10553" \
    --json '{"number": 4951332210, "owner_type": "personal"}'
done
