package example;

import io.github.plusofonnumbers.Plusofon;
import io.github.plusofonnumbers.api.NumbersApi.APIListNumbersRequest;
import io.github.plusofonnumbers.api.NumbersApi.APIReleaseNumberRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APIListReservationsRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APISearchNumbersRequest;
import io.github.plusofonnumbers.model.*;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A number's life: searched, reserved, bought, listed, forwarded, no more forwarded, released. */
final class Flow {
  private final Plusofon plusofon;

  Flow(Plusofon plusofon) {
    this.plusofon = plusofon;
  }

  void run() throws Exception {
    buy();
    OwnedNumber owned = first();
    Runner.say(step("list", Map.of("number", owned.getNumber(), "id", owned.getId())));
    Set<Long> ids = Set.of(owned.getId());
    forward(
        "forward",
        new NumberForward()
            .type(NumberForward.TypeEnum.NUMBER)
            .numbers(ids)
            .destinationNumber("79161234567")
            .cliType("Y"));
    forward("unforward", new EmptyForward().type(EmptyForward.TypeEnum.EMPTY).numbers(ids));
    plusofon
        .numbers()
        .releaseNumber(APIReleaseNumberRequest.newBuilder().numberId(owned.getId()).build());
    Runner.say(step("release", Map.of("owned", page().getTotal())));
  }

  private void buy() throws Exception {
    OfferPage offers =
        plusofon
            .purchase()
            .searchNumbers(
                APISearchNumbersRequest.newBuilder()
                    .ownerType(OwnerType.PERSONAL)
                    .phoneType(PhoneType.GEOGRAPHIC)
                    .cityCode(495L)
                    .numberType("0")
                    .build());
    String number = offers.getData().get(0).getNumber();
    Runner.say(step("search", Map.of("number", number)));
    plusofon
        .purchase()
        .reserveNumber(
            new ReserveNumberRequest()
                .number(Long.valueOf(number))
                .ownerType(OwnerType.PERSONAL)
                ._short(1L));
    ReservationPage reserved =
        plusofon
            .purchase()
            .listReservations(APIListReservationsRequest.newBuilder().build());
    Runner.say(step("reserve", Map.of("number", reserved.getData().get(0).getNumber())));
    plusofon
        .purchase()
        .buyNumbers(
            new BuyNumbersRequest()
                .numbers(Set.of(Long.valueOf(number)))
                .ownerType(OwnerType.PERSONAL));
    Runner.say(step("buy", Map.of("number", number)));
  }

  private void forward(String name, Object forwarding) throws Exception {
    ForwardRequest request = new ForwardRequest();
    request.setActualInstance(forwarding);
    plusofon.forwarding().forwardNumbers(request);
    Following following = first().getFollowing();
    Map<String, Object> line = step(name, Map.of());
    line.put("following", following == null ? null : following.getName());
    Runner.say(line);
  }

  private NumberPage page() {
    return plusofon.numbers().listNumbers(APIListNumbersRequest.newBuilder().build());
  }

  private OwnedNumber first() {
    return page().getData().get(0);
  }

  private static Map<String, Object> step(String name, Map<String, Object> facts) {
    Map<String, Object> line = new LinkedHashMap<>(Map.of("step", name));
    line.putAll(facts);
    return line;
  }
}
