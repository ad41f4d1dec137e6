package example;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.plusofonnumbers.Plusofon;
import io.github.plusofonnumbers.api.NumbersApi.APIListNumbersRequest;
import io.github.plusofonnumbers.api.NumbersApi.APIListSmsNumbersRequest;
import io.github.plusofonnumbers.api.NumbersApi.APIReleaseNumberRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APIListRegionsRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APIListReservationsRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APISearchNumbersRequest;
import io.github.plusofonnumbers.model.*;
import java.util.Map;

/** The operations, called with the arguments of a vector. */
final class Calls {
  private static final Map<String, Class<?>> FORWARDINGS =
      Map.of(
          "sip", SipForward.class,
          "number", NumberForward.class,
          "group", GroupForward.class,
          "scenario", ScenarioForward.class,
          "call_queue", CallQueueForward.class,
          "sip_uri", SipUriForward.class,
          "bitrix", BitrixForward.class,
          "amo", AmoForward.class,
          "empty", EmptyForward.class);

  private final Plusofon plusofon;
  private final JsonNode given;

  Calls(Plusofon plusofon, JsonNode given) {
    this.plusofon = plusofon;
    this.given = given;
  }

  Object make(String operation) throws Exception {
    return switch (operation) {
      case "listNumbers" -> plusofon.numbers().listNumbers(numbers());
      case "listSmsNumbers" -> plusofon.numbers().listSmsNumbers(smsNumbers());
      case "releaseNumber" -> plusofon.numbers().releaseNumber(release());
      case "forwardNumbers" -> plusofon.forwarding().forwardNumbers(forwarding());
      case "assignBlackList" -> plusofon.forwarding().assignBlackList(body(AssignBlackListRequest.class));
      case "listForwardTypes" -> plusofon.forwarding().listForwardTypes();
      case "listCallerIdTypes" -> plusofon.forwarding().listCallerIdTypes();
      case "searchNumbers" -> plusofon.purchase().searchNumbers(search());
      case "listRegions" -> plusofon.purchase().listRegions(regions());
      case "listReservations" -> plusofon.purchase().listReservations(reservations());
      case "reserveNumber" -> plusofon.purchase().reserveNumber(body(ReserveNumberRequest.class));
      case "cancelReservation" -> plusofon.purchase().cancelReservation(whole("reserve_number_id"));
      case "buyNumbers" -> plusofon.purchase().buyNumbers(body(BuyNumbersRequest.class));
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private APIListNumbersRequest numbers() {
    return APIListNumbersRequest.newBuilder().phoneType(phoneType()).page(whole("page")).build();
  }

  private APIListSmsNumbersRequest smsNumbers() {
    return APIListSmsNumbersRequest.newBuilder().page(whole("page")).build();
  }

  private APIReleaseNumberRequest release() {
    APIReleaseNumberRequest.Builder release =
        APIReleaseNumberRequest.newBuilder().numberId(whole("number_id"));
    if (given.has("pin")) {
      release.releaseNumberRequest(new ReleaseNumberRequest().pin(text("pin")));
    }
    return release.build();
  }

  private ForwardRequest forwarding() throws Exception {
    ForwardRequest request = new ForwardRequest();
    request.setActualInstance(body(FORWARDINGS.get(text("type"))));
    return request;
  }

  private APISearchNumbersRequest search() {
    return APISearchNumbersRequest.newBuilder()
        .ownerType(given.has("owner_type") ? OwnerType.fromValue(text("owner_type")) : null)
        .region(whole("region"))
        .cityCode(whole("city_code"))
        .phoneNumber(text("phone_number"))
        .numberType(text("number_type"))
        .phoneType(phoneType())
        .page(whole("page"))
        .build();
  }

  private APIListRegionsRequest regions() {
    return APIListRegionsRequest.newBuilder().type(text("type")).build();
  }

  private APIListReservationsRequest reservations() {
    return APIListReservationsRequest.newBuilder()
        .phoneType(phoneType())
        .page(whole("page"))
        .build();
  }

  private PhoneType phoneType() {
    return given.has("phone_type") ? PhoneType.fromValue(text("phone_type")) : null;
  }

  private Long whole(String name) {
    return given.has(name) ? given.get(name).longValue() : null;
  }

  private String text(String name) {
    return given.has(name) ? given.get(name).textValue() : null;
  }

  private <T> T body(Class<T> type) throws Exception {
    return Runner.JSON.treeToValue(given, type);
  }
}
