package oscc.vm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes apart what an agent sends: greetings and replies, which come in pieces of any size, and
 * what a machine that dies leaves half said.
 */
final class AgentReplies {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:oscc-agent (\\d{1,4})|oscc-reply (\\d{1,9}) (\\d{1,3}|time|size) (\\d{1,7}))");

  private static final int LONGEST_LINE = 80;

  private final StringBuilder pending = new StringBuilder();
  private Optional<Header> header = Optional.empty();
  private Optional<Raw> reply = Optional.empty();
  private int starts;
  private boolean greeted;

  private record Header(int id, String status, int length) {}

  /** A reply as it came. */
  record Raw(int id, String status, String output) {}

  /** More bytes have come. */
  void accept(ByteBuffer bytes) {
    pending.append(StandardCharsets.ISO_8859_1.decode(bytes));
    boolean more = true;
    while (more) {
      more = header.isPresent() ? takeBody(header.get()) : takeLine();
    }
  }

  private boolean takeLine() {
    int end = pending.indexOf("\n");
    if (end < 0) {
      if (pending.length() > LONGEST_LINE) {
        pending.setLength(0);
      }
      return false;
    }
    Matcher message = MESSAGE.matcher(pending.substring(0, end));
    pending.delete(0, end + 1);
    if (!message.matches()) {
      return true;
    }
    if (message.group(1) != null) {
      starts++;
      greeted = true;
    } else {
      int id = Integer.parseInt(message.group(2));
      header = Optional.of(new Header(id, message.group(3), Integer.parseInt(message.group(4))));
    }
    return true;
  }

  private boolean takeBody(Header head) {
    // A machine that went down in the middle of a reply comes back with its greeting.
    int again = greeted ? -1 : pending.indexOf("\noscc-agent ");
    if (again >= 0 && again < head.length) {
      pending.delete(0, again);
      header = Optional.empty();
      return true;
    }
    if (pending.length() < head.length) {
      return false;
    }
    reply = Optional.of(new Raw(head.id, head.status, pending.substring(0, head.length)));
    pending.delete(0, head.length);
    header = Optional.empty();
    return true;
  }

  /** The reply to a request, once it is whole. */
  Optional<Raw> take(int id) {
    Optional<Raw> found = reply.filter(r -> r.id() == id);
    reply = Optional.empty();
    return found;
  }

  /** Whether an agent is there. */
  boolean isGreeted() {
    return greeted;
  }

  /** How often an agent has started. */
  int starts() {
    return starts;
  }

  /** Another start is awaited. */
  void forget() {
    greeted = false;
    reply = Optional.empty();
  }
}
