package oscc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import oscc.commandline.UsageException;
import oscc.diag.Rejected;

/**
 * How a command that threw ends: the one place where exceptions become exit codes.
 *
 * @param message for standard error; absent when the report says it all
 */
record Failure(ExitCode code, Optional<String> message) {

  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case Rejected rejected -> new Failure(ExitCode.REJECTED, Optional.empty());
      case UsageException usage -> new Failure(ExitCode.USAGE, message(usage));
      case FileSystemException file -> new Failure(ExitCode.WORLD, Optional.of(explain(file)));
      case IOException world -> new Failure(ExitCode.WORLD, message(world));
      case InterruptedException stopped -> new Failure(ExitCode.WORLD, Optional.of("interrupted"));
      case OutOfMemoryError full ->
          new Failure(ExitCode.WORLD, Optional.of("out of memory; try a smaller --jobs"));
      default -> new Failure(ExitCode.DEFECT, Optional.of(defect(thrown)));
    };
  }

  private static Optional<String> message(Throwable thrown) {
    String message = thrown.getMessage();
    return Optional.of(message == null ? thrown.getClass().getSimpleName() : message);
  }

  /** The message of Java's file exceptions is the bare name of the file. */
  private static String explain(FileSystemException e) {
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "there is no such file";
          case AccessDeniedException denied -> "permission denied";
          case FileAlreadyExistsException exists -> "is there already";
          case NotDirectoryException file -> "is not a folder";
          default -> e.getReason() == null ? "the file system refused" : e.getReason();
        };
    return e.getFile() == null ? String.valueOf(e.getMessage()) : e.getFile() + ": " + reason;
  }

  private static String defect(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return "this is a defect in oscc; please report it with what you did and this:\n"
        + trace.toString().stripTrailing();
  }
}
