package oscc.source;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import oscc.store.Digest;

/**
 * A file to fetch.
 *
 * @param name as messages show it
 * @param addresses where it may be, tried in this order
 * @param size if it is known
 * @param remedy what to do if it is nowhere; added to the message
 */
record Download(String name, List<URI> addresses, Digest digest, OptionalLong size, String remedy) {
  Download {
    addresses = List.copyOf(addresses);
  }
}
