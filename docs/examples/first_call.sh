curl "$PLUSOFON_BASE_URL/number/search" -X GET \
  -H "Authorization: Bearer $PLUSOFON_TOKEN" \
  -H "Client: 10553" \
  -H "Accept: application/json" \
  -H "Content-Type: application/json" \
  -d '{"phone_type": "abc", "city_code": 495}'
