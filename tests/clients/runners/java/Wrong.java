import io.github.plusofonnumbers.Plusofon;
import io.github.plusofonnumbers.api.NumbersApi.APIReleaseNumberRequest;
import io.github.plusofonnumbers.api.PurchaseApi.APISearchNumbersRequest;
import io.github.plusofonnumbers.model.*;
import java.util.Set;

/** Calls that must not compile. */
class Wrong {
  void calls(Plusofon plusofon) {
    APISearchNumbersRequest.newBuilder().cityCode("495"); // wrong: a text as a code
    APISearchNumbersRequest.newBuilder().city(495L); // wrong: no such filter
    APIReleaseNumberRequest.newBuilder().numberId("79161234567"); // wrong: digits as an id
    plusofon.purchase().cancelReservation(); // wrong: which reservation
    plusofon.purchase().buyNumbers(new ReserveNumberRequest()); // wrong: another request
    new BuyNumbersRequest().numbers(Set.of("4951332210")); // wrong: numbers as texts
    new ReserveNumberRequest().ownerType(PhoneType.MOBILE); // wrong: a code of another kind
    new EmptyForward().destinationNumber("79161234567"); // wrong: where to, with no forwarding
  }
}
