curl "$PLUSOFON_CONTROL_URL/snapshot" \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" -o shelf.json
curl "$PLUSOFON_CONTROL_URL/snapshot" -X PUT \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" --json @shelf.json
