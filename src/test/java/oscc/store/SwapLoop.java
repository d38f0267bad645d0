package oscc.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that swaps folders until it is killed. */
final class SwapLoop {
  private SwapLoop() {}

  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[0]);
    boolean renames = arguments[1].equals("renames");
    for (int i = 0; ; i++) {
      try (FolderSwap swap = FolderSwap.open(target)) {
        Files.writeString(swap.folder().resolve("a"), "build " + i);
        Files.writeString(swap.folder().resolve("b"), "build " + i);
        swap.commit(renames ? (one, other) -> false : ExchangeCall::exchange);
      }
      if (i == 0) {
        System.out.println("ready");
      }
    }
  }
}
