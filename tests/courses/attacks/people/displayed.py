# class: people
# tries: HTML, JavaScript, SVG, LaTeX, frames and files among what is displayed
# marks: all

# %% total
import base64
from IPython.display import HTML, SVG, IFrame, Image, Javascript, Latex, Markdown, Video, display, publish_display_data

bad = "<script>alert('ndl-attack')</script><img src=x onerror=alert('ndl-attack')>"
for one in (HTML(bad), Javascript("alert('ndl-attack')"), SVG("<svg onload='alert(1)'/>"), Latex("$\\href{javascript:alert(1)}{x}$"), Markdown(bad), IFrame("javascript:alert(1)", 9, 9)):
    display(one)
publish_display_data({"text/plain": bad, "text/html": bad, "application/javascript": "alert('ndl-attack')", "image/svg+xml": "<svg onload=alert(1)>", "application/vnd.jupyter.widget-view+json": {"model_id": bad}})
publish_display_data({"image/png": 'x" onerror="alert(1)', "image/jpeg": "x"}, {"image/png": {"width": '1" onload="alert(1)'}})
publish_display_data({"image/png": base64.b64encode(b"<svg onload=alert(1)>").decode()})
total = sum(counts)
Image(url="https://example.invalid/tracking.png")

# %% hand-in
