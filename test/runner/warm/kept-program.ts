/**
 * What the image's program does with predictions that keep their model, in Perl: `ready` for every zero byte, and for each
 * tar stream a manifest. Its report tells of every model that this container was asked for, every member that it got, and
 * the picture. A picture `die` ends it, `hang` makes it hang, `lie` has it claim a result that it did not write, `tell` has it
 * tell its manifest and write none, `tell another` tell that of another run.
 */
const program = String.raw`
use strict; $| = 1; binmode STDIN;
my (@models, @members);
sub take { my $n = shift; my $all = ''; while (length($all) < $n) { read(STDIN, my $b, $n - length($all)) or exit 143; $all .= $b } $all }
print qq({"type": "ready"}\n);
mkdir "/job/out";
while (1) {
  my $head = take(1);
  if ($head eq "\0") { print qq({"type": "ready"}\n); next }
  $head .= take(511);
  my ($job, $picture) = ('', '');
  while ($head ne "\0" x 512) {
    my ($name) = unpack('Z100', $head); my $size = oct(substr($head, 124, 11));
    my $body = take($size); take((512 - $size % 512) % 512);
    if ($name eq 'job.json') { $job = $body } else { push @members, $name }
    $picture = $body if $name eq 'picture';
    $head = take(512);
  }
  take(512);
  exit 3 if $picture eq 'die';
  sleep 600 if $picture eq 'hang';
  my ($run) = $job =~ /"run_id":"([^"]+)"/; my ($keep) = $job =~ /"keep":"([^"]+)"/;
  push @models, $keep;
  my $list = sub { join ',', map { qq("$_") } @_ };
  open my $out, '>', '/job/out/draft';
  my $report = sprintf '{"models":[%s],"members":[%s],"picture":"%s"}', $list->(@models), $list->(@members), $picture;
  $run =~ tr/0-9/1-90/ if $picture eq 'tell another';
  my $manifest = qq({"version":1,"kind":"predict","run_id":"$run","outcome":"succeeded","artifacts":[],"report":$report,"problems":[],"error":null});
  print $out $manifest;
  close $out;
  my $told = $picture =~ /^tell/ ? qq(,"manifest":$manifest) : '';
  rename '/job/out/draft', '/job/out/result.json' unless $told or $picture eq 'lie';
  unlink '/job/out/result.json' if $told or $picture eq 'lie';
  print STDERR "looked at $picture\n";
  print qq({"type":"result","outcome":"succeeded"$told}\n);
}
`

export const keptCommand = ['perl', '-e', program]
